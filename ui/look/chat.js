// The chat's own behaviour; what other screens do too stands in page.js.
() => {
	// With Gradio's base, a link to a source would leave the address of the conversation.
	document.querySelector("base")?.remove();

	// A new question is brought to the top and kept there while its answer grows, until the reader
	// moves.
	let rows = 0;
	let kept = null;

	// What screen readers say: how far an answer is. The conversation itself is made anew at each
	// step, and would be read from the beginning each time.
	const said = document.createElement("p");
	said.className = "hidden";
	said.setAttribute("role", "status");
	document.body.append(said);

	// Who works by keyboard goes on from what a command brings: what was in focus is made anew.
	let byKeyboard = false;
	let bringing = false;
	let onShelf = false;
	let quiet = 0;

	const latest = () => [...document.querySelectorAll("#conversation :is(.answer, .error)")].at(-1);

	const bring = () => {
		const last = latest();
		if (last?.matches(".before") || last?.querySelector(":scope > .progress")) return;
		bringing = false;
		if (document.activeElement !== document.body) return;
		const next = onShelf ? document.querySelector(".shelf .button") : last;
		if (next === last && last) last.tabIndex = -1;
		(next ?? document.querySelector("#question textarea")).focus({ preventScroll: true });
	};

	const announce = () => {
		document.querySelector("#conversation [role=log]")?.setAttribute("aria-live", "off");
		const last = latest();
		const progress = last?.querySelector(":scope > .progress")?.textContent;
		const now = progress ?? last?.dataset.said ?? "";
		if (said.textContent !== now) said.textContent = now;
		clearTimeout(quiet);
		if (bringing) quiet = setTimeout(bring, 100);
	};

	// While others are answered first, nothing comes from the server yet.
	const waiting = document.createElement("p");
	waiting.className = "quiet waiting";
	waiting.setAttribute("role", "status");
	let waits = 0;

	const wait = () => {
		clearTimeout(waits);
		waits = setTimeout(() => {
			document.querySelector("#asking").append(waiting);
			waiting.textContent = "Waiting: others are being answered first.";
		}, 700);
	};

	const waitNoMore = () => {
		clearTimeout(waits);
		waiting.textContent = "";
		waiting.remove();
	};

	const follow = () => {
		announce();
		const begun = latest()?.querySelector(":scope > .progress");
		if (begun || document.querySelector(".toast-body")) waitNoMore();
		const now = document.querySelectorAll("#conversation .message-row");
		if (now.length > rows && rows + 2 >= now.length) {
			kept = now[rows];
			document.querySelector("#proof").scrollTop = 0;
		}
		if (now.length !== rows) waitNoMore();
		rows = now.length;
		kept?.scrollIntoView({ block: "start" });
		// The address leads back to the conversation that is open.
		const open = document.querySelector("#shelf [data-current]")?.dataset.current;
		const address = new URL(location);
		if (open !== undefined && open !== (address.searchParams.get("conversation") ?? "")) {
			if (open) address.searchParams.set("conversation", open);
			else address.searchParams.delete("conversation");
			history.replaceState(history.state, "", address);
		}
	};
	new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });

	for (const move of ["wheel", "touchmove", "pointerdown", "keydown"]) {
		const moved = () => {
			kept = null;
			byKeyboard = move === "keydown";
		};
		addEventListener(move, moved, { capture: true, passive: true });
	}

	const typed = () => document.querySelector("#question textarea").value.trim();
	addEventListener("keydown", (event) => {
		const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
		if (sends && event.target.closest("#question") && typed()) wait();
	});
	addEventListener("click", (event) => {
		if (event.target.closest("#question .submit-button") && typed()) wait();
	});

	// Buttons and forms that say what to do.
	const tell = (detail) => {
		const asks = ["ask", "retry", "edit", "correct"].includes(detail.do);
		if (asks) wait();
		bringing = byKeyboard && detail.do !== "new";
		onShelf = detail.do === "delete";
		if (bringing && !onShelf) latest()?.classList.add("before"); // until it is made anew
		if (byKeyboard && detail.do === "new") document.querySelector("#question textarea").focus();
		document.dispatchEvent(new CustomEvent(asks ? "desk-asks" : "desk-turns", { detail }));
	};

	addEventListener("click", (event) => {
		const button = event.target.closest("button[data-do], a[data-do]");
		if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return;
		event.preventDefault();
		const { do: what, question = "", id = "", part = null, values = "[]" } = button.dataset;
		tell({ do: what, question, id, part, values: JSON.parse(values) });
	});

	addEventListener("submit", (event) => {
		const form = event.target.closest("form[data-do]");
		if (!form) return;
		event.preventDefault();
		const given = [...form.querySelectorAll("select, textarea")].map((field) => field.value);
		const { do: what, part = null, rest = "[]" } = form.dataset;
		const question = what === "edit" ? given[0] : "";
		tell({ do: what, question, id: "", part, values: [...JSON.parse(rest), ...given] });
	});
};

// What links, forms and styles cannot do by themselves. Every screen works without it.

// Feedback is sent without leaving the page; what becomes of it is said below the form.
document.addEventListener("submit", async (event) => {
	const form = event.target;
	if (!form.matches("form.feedback")) return;
	event.preventDefault();
	const sent = new URLSearchParams(new FormData(form, event.submitter));
	const said = form.querySelector("[role=status]");
	said.textContent = "";
	let stored = false;
	let message = form.dataset.failed;
	try {
		const answer = await fetch(form.action, { method: "POST", body: sent });
		stored = answer.ok;
		if (answer.headers.get("content-type")?.startsWith("text/plain")) message = await answer.text();
	} catch {
		// there is no way to the server now
	}
	said.textContent = message;
	if (!stored) return;
	const verdict = sent.get("verdict");
	for (const thumb of form.querySelectorAll("[aria-pressed]")) {
		thumb.setAttribute("aria-pressed", thumb.value === verdict);
	}
	for (const other of form.querySelectorAll("button:not([aria-pressed])")) other.value = verdict;
	if (verdict === "not_helpful") form.querySelector("details").open = true;
});

// A link that says so shows its page in place: the part of it that this page lacks.
document.addEventListener("click", async (event) => {
	const link = event.target.closest?.("a[data-into]");
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
	const room = link.closest(".into") ?? link.closest("article")?.querySelector(".into");
	if (!room) return;
	event.preventDefault();
	if (room.dataset.shown === link.href && !link.closest(".into")) {
		room.replaceChildren();
		delete room.dataset.shown;
		return;
	}
	const address = new URL(link.href);
	address.searchParams.set("fragment", "1");
	try {
		const answer = await fetch(address);
		if (!answer.ok) throw new Error(answer.status);
		const turned = room.contains(document.activeElement) && link.textContent;
		room.innerHTML = await answer.text();
		room.dataset.shown = link.href;
		if (!turned) return;
		const same = [...room.querySelectorAll("a")].find((each) => each.textContent === turned);
		(same ?? room.querySelector("a"))?.focus({ preventScroll: true });
	} catch {
		location.assign(link.href);
	}
});

// A text is copied as the server words it; the button says when it is done.
document.addEventListener("click", async (event) => {
	const button = event.target.closest?.("button[data-copy]");
	if (!button) return;
	button.dataset.name ??= button.textContent; // it says "Copied" at a second click
	const text = fetch(button.dataset.copy).then(async (answer) => {
		if (!answer.ok) throw new Error(answer.status);
		return new Blob([await answer.text()], { type: "text/plain" });
	});
	try {
		// The text may come later than the click, which browsers want to see: so it is promised.
		await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
		button.textContent = button.dataset.copied;
		setTimeout(() => (button.textContent = button.dataset.name), 2000);
	} catch {
		location.assign(button.dataset.copy);
	}
});

// Whatever has unfolded over the page folds at Escape, at a click elsewhere, or when another does.
const FOLDING = ".chips details, .toolbar details.edit";

const fold = (except) => {
	for (const open of document.querySelectorAll(FOLDING)) {
		if (open.open && open !== except) open.open = false;
	}
};

document.addEventListener("click", (event) => fold(event.target.closest?.(FOLDING)));
document.addEventListener("keydown", (event) => {
	if (event.key === "Escape") {
		const open = event.target.closest?.(FOLDING);
		fold();
		open?.querySelector("summary").focus();
		document.body.classList.add("no-peek");
	} else {
		document.body.classList.remove("no-peek");
	}
});
document.addEventListener("pointerover", () => document.body.classList.remove("no-peek"));

// The quotation at a number is moved to where all of it can be seen.
const bringIn = (event) => {
	const peek = event.target.closest?.(".cite")?.nextElementSibling;
	if (!peek) return;
	peek.classList.remove("below");
	peek.style.translate = "";
	const { left, right, top } = peek.getBoundingClientRect();
	const over = Math.min(left - 8, 0) || Math.max(right + 8 - document.documentElement.clientWidth, 0);
	peek.style.translate = `calc(-50% - ${over}px)`;
	peek.classList.toggle("below", top < 0);
};
for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, bringIn);

// Files that are chosen or dropped are named before they are sent.
const uploading = (event) => event.target.closest?.("form.upload");
const inMegabytes = (bytes) => `${(bytes / 1048576).toFixed(1)} MB`;

document.addEventListener("change", (event) => {
	const form = uploading(event);
	if (!form) return;
	const files = [...event.target.files];
	const size = files.reduce((sum, file) => sum + file.size, 0);
	const large = files.filter((file) => file.size > form.dataset.most).map((file) => file.name);
	const names = files.length > 3 ? `${files.length} files` : files.map((file) => file.name).join(", ");
	const said = files.length ? [`${names} (${inMegabytes(size)})`] : [];
	if (large.length) said.push(`Too large, will be left out: ${large.join(", ")}`);
	if (size > form.dataset.together) said.push("Too much at once: send them in several goes.");
	form.querySelector(".said").textContent = said.join(". ");
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
	document.addEventListener(kind, (event) => {
		const form = uploading(event);
		document.querySelector("form.upload")?.classList.toggle("over", !!form && /over|enter/.test(kind));
		if (!form || kind === "dragleave") return;
		event.preventDefault();
		if (kind !== "drop" || !event.dataTransfer.files.length) return;
		const field = form.querySelector("input[type=file]");
		field.files = event.dataTransfer.files;
		field.dispatchEvent(new Event("change", { bubbles: true }));
	});
}

// An upload shows how much of it has gone; the page that answers it is then opened.
document.addEventListener("submit", (event) => {
	const form = uploading(event);
	if (!form) return;
	event.preventDefault();
	const [bar, said, button] = ["progress", ".said", "button"].map((name) => form.querySelector(name));
	const stop = (message) => {
		bar.hidden = true;
		button.disabled = false;
		said.textContent = message;
	};
	const sending = new XMLHttpRequest();
	sending.upload.addEventListener("progress", ({ loaded, total }) => {
		bar.value = (100 * loaded) / total;
		const tens = Math.floor((10 * loaded) / total) * 10;
		const message = tens < 100 ? `Uploading: ${tens} %` : "Uploaded; opening what was read";
		if (said.textContent !== message) said.textContent = message;
	});
	sending.addEventListener("load", () => {
		if (sending.status < 400) {
			stop(""); // who comes back finds the form as it was
			return location.assign(sending.responseURL);
		}
		if (sending.status === 401) return location.reload(); // to log in, and back here
		const page = new DOMParser().parseFromString(sending.responseText, "text/html");
		stop(page.querySelector(".error")?.textContent ?? page.querySelector("main, body").textContent);
	});
	sending.addEventListener("error", () =>
		stop("The upload was broken off. Send the files again; of a folder, choose the files in it."),
	);
	sending.open("POST", form.action);
	sending.send(new FormData(form));
	bar.hidden = false;
	button.disabled = true;
});

// A job that is under way says how far it is, until the page shows what came of it.
const watch = async (work) => {
	const [bar, said] = [work.querySelector("progress"), work.querySelector("[role=status]")];
	let decided = false;
	document.addEventListener("submit", () => (decided = true));
	for (;;) {
		await new Promise((next) => setTimeout(next, 700));
		const answer = await fetch(work.dataset.job).catch(() => null);
		if (decided) return; // the page that answers a button is on its way; to reload would stop it
		if (!answer) continue;
		const job = answer.ok ? await answer.json() : { busy: false };
		if (!job.busy) return location.reload();
		if (job.total) [bar.max, bar.value] = [job.total, job.done];
		else bar.removeAttribute("value");
		if (said.textContent !== job.words) said.textContent = job.words;
	}
};
document.querySelectorAll("[data-job]").forEach(watch);

// A paragraph's own link is copied as a reference too: which report, which paragraph, which page.
document.addEventListener("click", async (event) => {
	const link = event.target.closest?.("a[data-cite]");
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
	const said = document.querySelector("#copied");
	try {
		await navigator.clipboard.writeText(`${link.dataset.cite}\n${link.href}`);
	} catch {
		return; // the address bar has it
	}
	said.textContent = `${said.dataset.copied}: ${link.dataset.cite}`;
	setTimeout(() => said.replaceChildren(), 4000);
});

// A new question is brought to the top and kept there while its answer grows, until the reader
// moves. All else on the page is done by links and styles.
() => {
	let rows = 0;
	let kept = null;

	const follow = () => {
		const now = document.querySelectorAll("#conversation .message-row");
		if (now.length > rows) {
			kept = now[rows];
			document.querySelector("#proof").scrollTop = 0;
		}
		rows = now.length;
		kept?.scrollIntoView({ block: "start" });
	};
	new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });

	for (const move of ["wheel", "touchmove", "pointerdown", "keydown"]) {
		addEventListener(move, () => (kept = null), { capture: true, passive: true });
	}
};

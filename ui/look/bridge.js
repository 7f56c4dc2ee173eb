// What buttons and forms of the page ask for, handed to the server (see desk.py).
const ASKING = ["ask", "retry", "edit", "correct"];

document.addEventListener("desk", (event) =>
	trigger(ASKING.includes(event.detail.do) ? "submit" : "select", event.detail),
);

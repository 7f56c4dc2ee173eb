// What buttons and forms of the page ask for, handed to the server (see desk.py): what is answered
// waits for its turn, what opens, begins or deletes a conversation does not.
document.addEventListener("desk-asks", (event) => trigger("submit", event.detail));
document.addEventListener("desk-turns", (event) => trigger("select", event.detail));

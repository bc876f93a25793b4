/* A reason that is chosen puts its text into the note, in the language of the sender, unless the
   curator has written something there. Without this script an empty note takes the text. */

for (const select of document.querySelectorAll("select[data-reasons]")) {
  const note = select.form.elements.note;
  const texts = [...select.options].map((option) => option.dataset.text);
  select.addEventListener("change", () => {
    const isUntouched = note.value.trim() === "" || texts.includes(note.value);
    if (!isUntouched) return;
    note.value = select.selectedOptions[0].dataset.text;
    note.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

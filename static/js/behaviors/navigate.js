// A select that leads somewhere, and a form that sends itself when a choice changes.
document.addEventListener('change', (event) => {
  const list = event.target.closest('select[data-go]');
  if (list) location.assign(list.value);
  const form = event.target.closest('form[data-submit-on-change]');
  // Words are sent by Enter, not by leaving their field.
  if (form && event.target.type !== 'search') form.requestSubmit();
});

// An address says what is asked for, and nothing of what is not.
document.addEventListener('htmx:configRequest', ({ detail }) => {
  if (!detail.elt.matches('[data-omit-empty]')) return;
  for (const [name, value] of [...detail.formData.entries()]) if (value === '') detail.formData.delete(name);
});

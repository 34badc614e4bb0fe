// A select that leads somewhere, and a form that sends itself when a choice changes.
document.addEventListener('change', (event) => {
  const list = event.target.closest('select[data-go]');
  if (list) location.assign(list.value);
  const form = event.target.closest('form[data-submit-on-change]');
  if (form) form.requestSubmit();
});

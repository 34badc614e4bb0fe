// Shows a password to the one who types it.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-reveal]');
  const field = button && document.getElementById(button.dataset.reveal);
  if (!field) return;
  const show = field.type === 'password';
  field.type = show ? 'text' : 'password';
  button.textContent = show ? 'Hide' : 'Show';
  button.setAttribute('aria-pressed', show);
});

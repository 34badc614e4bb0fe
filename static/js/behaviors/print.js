// The page on paper: data-print.
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) print();
});

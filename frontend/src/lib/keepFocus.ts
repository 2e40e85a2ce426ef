/** What is done often takes its own button away: the focus then goes to the page, not to nowhere. */
export function keepFocus() {
  setTimeout(() => {
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true })
  })
}

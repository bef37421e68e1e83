/**
 * Scrolls to the heading that Storybook's address names. Storybook itself looks for the heading before the page's
 * Markdown is rendered.
 */
export function scrollToAnchor(): void {
  const { hash } = new URL(window.parent.location.href)
  if (hash) document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView()
}

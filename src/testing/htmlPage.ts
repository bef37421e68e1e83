/** Parts of a page without a script. */
export interface HtmlPage {
  /** Text of the title. */
  title: string
  /** CSS, in addition to the font and the color scheme of all pages. */
  style: string
  /** HTML of the body. */
  body: string
}

/** Returns the HTML of a page. */
export function htmlPage({ title, style, body }: HtmlPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
${style}
</style>
</head>
<body>
${body}
</body>
</html>
`
}

/** Returns a text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)
}

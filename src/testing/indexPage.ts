import { escapeHtml, htmlPage } from './htmlPage.ts'

/** Route of an emulated server. */
export interface IndexRoute {
  /** Such as `POST /api/embed-token`; a `GET` without a parameter is a link. */
  route: string
  description: string
}

/**
 * Returns the page at `/` of an emulated server: what the server is, and what it serves.
 *
 * @param links further links, by their addresses
 */
export function indexPage(
  title: string,
  detail: string,
  routes: readonly IndexRoute[],
  links: Readonly<Record<string, string>> = {},
): string {
  const rows = routes.map(
    ({ route, description }) => `<tr><td>${linkRoute(route)}</td><td>${escapeHtml(description)}</td></tr>`,
  )
  const items = Object.entries(links).map(([href, text]) => `<li>${link(href, text)}</li>`)
  const style = `  body { max-width: 52rem; margin: 3rem auto; padding: 0 1.5rem; }
  td { padding: .25rem 1rem .25rem 0; vertical-align: top; }`
  const body = `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(detail)}</p>
<ul>${items.join('')}</ul>
<table>${rows.join('\n')}</table>`
  return htmlPage({ title, style, body })
}

function linkRoute(route: string): string {
  const [method, path = ''] = route.split(' ')
  return method === 'GET' && !path.includes(':') ? link(path, route) : `<code>${escapeHtml(route)}</code>`
}

function link(href: string, text: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`
}

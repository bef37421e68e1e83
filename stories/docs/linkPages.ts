import { sanitize } from 'storybook/internal/csf'

/** Each page's text by its path. */
const texts: Record<string, string> = import.meta.glob(['../../README.md', '../../docs/*.md'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Each page's address in Storybook by its file name: its title there is `Guide/` and its heading. */
const addresses = new Map(
  Object.entries(texts).map(([path, text]) => {
    const heading = /^# (.+)$/m.exec(text)?.[1] ?? ''
    return [path.split('/').at(-1), `?path=/docs/${sanitize(`guide-${heading}`)}--docs`]
  }),
)

/**
 * A page's Markdown with links that lead to where the other pages are in Storybook. Links to what is not there are left as
 * text, and pictures, which lie beside the pages, are left out.
 */
export function linkPages(text: string): string {
  return text
    .replace(/^!\[.*\n/gm, '')
    .replace(/(?<!`)\[([^\]]+)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g, (_, label: string, path: string, anchor = '') => {
      const address = addresses.get(path.split('/').at(-1))
      return address && !path.includes('examples') ? `[${label}](${address}${anchor})` : label
    })
}

import { sanitize } from 'storybook/internal/csf'

/** The source of each page here: it names the page of the repository that it shows, and its own title. */
const sources: Record<string, string> = import.meta.glob('./**/*.mdx', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Each page's address in Storybook by its path in the repository. */
const addresses = new Map(
  Object.values(sources).map((source) => {
    const [, title = ''] = /<Meta title="(.+)"/.exec(source) ?? []
    const [, path = ''] = /<GuidePage path="(.+?)"/.exec(source) ?? []
    return [path, `?path=/docs/${sanitize(title)}--docs`]
  }),
)

/**
 * A page's Markdown with links to the other pages in Storybook. Links to files that Storybook does not show become text,
 * and pictures are omitted.
 *
 * @param path of the page in the repository
 */
export function linkPages(path: string, text: string): string {
  return text
    .replace(/^!\[.*\n/gm, '')
    .replace(/(?<!`)\[([^\]]+)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g, (_, label: string, link: string, anchor = '') => {
      const address = addresses.get(new URL(link, `file:///${path}`).pathname.slice(1))
      return address ? `[${label}](${address}${anchor})` : label
    })
}

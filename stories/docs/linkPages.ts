import { guidePages } from '../guide/guidePages.ts'

/** Each page's address in Storybook by its path in the repository. */
const addresses = new Map(guidePages.map(({ path, address }) => [path, address]))

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

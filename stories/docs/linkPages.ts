import { guidePages } from '../guide/guidePages.ts'

/** Each page's address in Storybook by its file name. */
const addresses = new Map(guidePages.map(({ file, address }) => [file, address]))

/**
 * A page's Markdown with links that lead to where the other pages are in Storybook. Links to what is not there are left as
 * text, and pictures, which lie beside the pages, are left out.
 */
export function linkPages(text: string): string {
  return text
    .replace(/^!\[.*\n/gm, '')
    .replace(/(?<!`)\[([^\]]+)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g, (_, label: string, path: string, anchor = '') => {
      const address = addresses.get(path.split('/').at(-1) ?? '')
      return address && !path.includes('examples') ? `[${label}](${address}${anchor})` : label
    })
}

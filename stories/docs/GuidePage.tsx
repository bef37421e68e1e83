import { Markdown } from '@storybook/addon-docs/blocks'
import { slug } from 'github-slugger'
import { linkPages } from './linkPages.ts'
import './guidePage.css'

/** A page of the guide, as it is in the repository. Its links lead to the other pages here. */
export function GuidePage({ path, text }: { path: string; text: string }) {
  return (
    <div className="guide">
      <Markdown options={{ slugify: (heading: string) => slug(heading) }}>{linkPages(path, text)}</Markdown>
    </div>
  )
}

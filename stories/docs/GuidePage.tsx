import { Markdown } from '@storybook/addon-docs/blocks'
import { slug } from 'github-slugger'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { keepIndent } from './keepIndent.ts'
import { labelCells } from './labelCells.ts'
import { linkPages } from './linkPages.ts'
import { scrollToAnchor } from './scrollToAnchor.ts'
import './guidePage.css'

/** A page of the guide, as it is in the repository. Its links lead to the other pages here. */
export function GuidePage({ path, text }: { path: string; text: string }) {
  const guide = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => guide.current?.querySelectorAll('table').forEach(labelCells), [text])
  useEffect(scrollToAnchor, [text])
  return (
    <div className="guide" ref={guide}>
      <Markdown options={{ slugify: (heading: string) => slug(heading) }}>{keepIndent(linkPages(path, text))}</Markdown>
    </div>
  )
}

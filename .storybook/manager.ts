import { addons } from 'storybook/manager-api'
import { brandTheme } from '../stories/theme/brandTheme.ts'

addons.setConfig({
  theme: brandTheme(matchMedia('(prefers-color-scheme: dark)').matches),
  sidebar: { showRoots: true },
})

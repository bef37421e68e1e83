/** Storybook trims a code block, and with it the indent of a diagram's first line: an invisible character keeps it. */
export const keepIndent = (text: string): string => text.replace(/^(```text\n)(?= )/gm, '$1\u200b')

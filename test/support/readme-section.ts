/** Code blocks of one section of a Markdown text, in order, with their language. */
export const blocksOf = (markdown: string, heading: string): { language: string; text: string }[] => {
  const section = markdown.split(/^## /m).find(one => one.startsWith(`${heading}\n`))
  if (section === undefined) throw new Error(`There is no section “${heading}”.`)
  return [...section.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }))
}

import type { RuleText } from '../../protocol/rule.js'

/** A text in a language, by its whole tag or the language alone; else in English, else in the first there is. */
export const textIn = (text: RuleText, tag: string): string => {
  if (typeof text === 'string') return text
  const found = [tag, tag.toLowerCase().split('-').at(0)!, 'en', ...Object.keys(text)].find(one =>
    Object.hasOwn(text, one),
  )
  return found === undefined ? '' : text[found]!
}

import { expect, it } from 'vitest'
import { toAgo, toLanguage, toPath, toSpan, toVisit } from '../../../demo/desk/format.js'
import { toInitials } from '../../../demo/desk/parts/Initials.js'

it('writes waiting as a stop watch does, and never below zero', () => {
  expect([0, 65_999, 245_000, 3_723_000, -5000].map(toSpan)).toEqual(['0:00', '1:05', '4:05', '1:02:03', '0:00'])
})

it('writes how long ago in whole minutes and hours', () => {
  expect([59_000, 3 * 60_000, 150 * 60_000].map(toAgo)).toEqual(['now', '3 min', '2 h'])
})

it('names languages, and shows a tag nobody knows as it came', () => {
  expect(['en-US', 'cs', 'zh-Hant-TW', '<b>', 'x'].map(toLanguage)).toEqual(['English', 'Czech', 'Chinese', '<b>', 'x'])
})

it('shows the path of a page, and what is no address as it came', () => {
  expect(['https://shop.example/lamps/moon?id=1', 'moon'].map(toPath)).toEqual(['/lamps/moon?id=1', 'moon'])
})

it('counts visits in words as long as there are some', () => {
  expect([0, 2, 10, 21].map(toVisit)).toEqual(['First visit', 'Third visit', '11th visit', '22nd visit'])
})

it('makes initials that tell Visitor 1 from Visitor 12', () => {
  expect(['Visitor 1', 'Visitor 12', 'Eva Malá', 'ž', ''].map(toInitials)).toEqual(['V1', 'V12', 'EM', 'Ž', ''])
})

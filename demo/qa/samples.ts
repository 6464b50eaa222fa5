/** Hours and forms to try things with, as the settings of the backend take them: one text each. */
import type { Form } from '../../src/protocol/form.js'
import type { PageRules } from '../../src/protocol/page-clean.js'
import { demoWidgetSettings } from '../backend/demo-site.js'
import { DAYS } from '../backend/hours.js'

export const HOURS = ['open', 'closed', 'closing'] as const
export type Hours = (typeof HOURS)[number]

/** Ms until hours end that end soon. */
const SOON = 120_000

/** What the fields of a group hold; `closing` ends in two minutes, by the clock of this browser. */
export const toHoursTexts = (hours: Hours, now: number): Record<string, string> => {
  if (hours === 'open') return { always: 'yes' }
  const day = hours === 'closed' ? '' : `00:00-${endOf(now + SOON, now)}`
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return { always: '', zone: timeZone, dates: '', ...Object.fromEntries(DAYS.map(name => [name, day])) }
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
/** A day ends at its end. */
const endOf = (at: number, now: number) => (clock.format(at) < clock.format(now) ? '24:00' : clock.format(at))

/** Which of them it is; undefined when it is another. */
export const hoursIn = (values: Readonly<Record<string, string>> = { always: 'yes' }): Hours | undefined => {
  if (values.always === 'yes') return 'open'
  return DAYS.some(day => values[day]) || values.dates ? undefined : 'closed'
}

const file = { name: 'photo', type: 'file', label: 'Photos', hint: 'Pictures or documents.', maxFiles: 3 } as const
const message = { name: 'message', type: 'textarea', label: 'Your message', required: true } as const
const email = { name: 'email', type: 'email', label: 'E-mail', required: true } as const
const name = { name: 'name', type: 'text', label: 'Name', required: true } as const

/** By the setting of a widget and a word of ours. */
export const FORMS: Readonly<Record<'entryForm' | 'offlineForm', Readonly<Record<string, Form>>>> = {
  entryForm: {
    all: demoWidgetSettings.service.entryForm,
    file: { id: 'entry', fields: [name, { ...file, required: true }] },
  },
  offlineForm: {
    short: { id: 'offline', fields: [email, message] },
    file: { id: 'offline', fields: [name, email, message, file] },
  },
}

/** What is told of the addresses of pages. */
export const PAGES: Readonly<Record<string, PageRules>> = { query: { query: ['q'] }, hash: { hash: true } }

/** The word of a form that stands in a setting; empty for none, undefined for another. */
export const formIn = (forms: Readonly<Record<string, object>>, text = ''): string | undefined => {
  if (!text) return ''
  const same = toSorted(JSON.parse(text))
  return Object.entries(forms).find(([, form]) => toSorted(form) === same)?.[0]
}

/** In whatever order their keys stand. */
const toSorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )

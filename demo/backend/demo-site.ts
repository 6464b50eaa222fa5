import type { Form } from '../../src/protocol/form.js'
import type { DeskOperator } from '../protocol/desk.js'
import type { WidgetSettings } from './context.js'

/** The site to try things with, wherever its backend runs. */

/** Two operators; a server for the public refuses to start on them. */
export const demoOperators: readonly Omit<DeskOperator, 'version'>[] = [
  {
    id: 'anna',
    name: 'Anna',
    title: 'Advice and orders',
    photo: '/photos/anna.svg',
    available: true,
    maxChats: 4,
    admin: true,
  },
  {
    id: 'boris',
    name: 'Boris',
    title: 'Repairs and returns',
    photo: '/photos/boris.svg',
    available: true,
    maxChats: 4,
    admin: true,
  },
]

/** What a widget paints before its backend is asked. */
export interface DemoWidget extends WidgetSettings {
  buttons: readonly ('webchat' | 'video' | 'callback')[]
  position?: 'right' | 'left'
}

/** Asks a little of everything, so that it can be looked at. */
const entryForm: Form = {
  id: 'entry',
  title: 'Before we start',
  fields: [
    { name: 'name', type: 'text', label: 'Name', required: true, max: 200, half: true },
    { name: 'email', type: 'email', label: 'E-mail', half: true },
    {
      name: 'topic',
      type: 'radio',
      label: 'What is it about?',
      required: true,
      options: [
        { value: 'order', label: 'An order', note: 'where it is, what it costs' },
        { value: 'repair', label: 'A repair' },
      ],
    },
    {
      name: 'order',
      type: 'text',
      label: 'Order number',
      hint: 'On the first line of our e-mail.',
      pattern: '\\d{4}-\\d{1,6}',
      patternHint: 'An order number looks like 2026-1184.',
      showIf: [{ name: 'topic', is: 'equal', value: 'order' }],
    },
    {
      name: 'tellByEmail',
      type: 'consent',
      label: 'Tell me by e-mail when you have answered and I am gone.',
      version: '2026-11',
      showIf: [{ name: 'email', is: 'filled' }],
    },
    {
      name: 'consent',
      type: 'consent',
      label: 'I agree that this conversation is kept for 12 months.',
      version: '2026-11',
      required: true,
    },
  ],
}

/** What operators ask when somebody sends something back. */
const chatForms: readonly Form[] = [
  {
    id: 'return',
    title: 'Return of goods',
    text: 'We send you the label as soon as we have this.',
    fields: [
      {
        name: 'order',
        type: 'text',
        label: 'Order number',
        hint: 'On the first line of our e-mail.',
        required: true,
        pattern: '\\d{4}-\\d{1,6}',
        patternHint: 'An order number looks like 2026-1184.',
      },
      {
        name: 'reason',
        type: 'radio',
        label: 'What is the matter?',
        required: true,
        options: [
          { value: 'wrong', label: 'It is not what I ordered' },
          { value: 'broken', label: 'It is broken' },
          { value: 'unwanted', label: 'I do not want it' },
        ],
      },
      {
        name: 'photo',
        type: 'file',
        label: 'Pictures of it',
        maxFiles: 3,
        showIf: [{ name: 'reason', is: 'equal', value: 'broken' }],
      },
      { name: 'note', type: 'textarea', label: 'Anything else', max: 1_000 },
    ],
  },
]

/** Only what leads somewhere is offered: this backend takes chats and video calls, and calls back. */
export const demoWidgetSettings = {
  main: { title: 'Zvonek', buttons: ['webchat', 'video', 'callback'], chatForms },
  service: { title: 'Zvonek', buttons: ['webchat'], entryForm, feedback: { scale: 'stars', transcript: true } },
  landing: { title: 'Zvonek', buttons: ['webchat'], position: 'left' },
} satisfies Readonly<Record<string, DemoWidget>>

import type { DeskOperator } from '../protocol/desk.js'
import type { WidgetSettings } from './context.js'

/** The site to try things with, wherever its backend runs. */

/** Two operators; a server for the public refuses to start on them. */
export const demoOperators: readonly Omit<DeskOperator, 'version'>[] = [
  { id: 'anna', name: 'Anna', title: 'Advice and orders', photo: '/photos/anna.svg', available: true, maxChats: 4 },
  {
    id: 'boris',
    name: 'Boris',
    title: 'Repairs and returns',
    photo: '/photos/boris.svg',
    available: true,
    maxChats: 4,
  },
]

/** What a widget paints before its backend is asked. */
export interface DemoWidget extends WidgetSettings {
  buttons: readonly 'webchat'[]
  position?: 'right' | 'left'
}

/** Only what leads somewhere is offered: this backend takes chats. */
export const demoWidgetSettings = {
  main: { title: 'Zvonek', buttons: ['webchat'] },
  landing: { title: 'Zvonek', buttons: ['webchat'], position: 'left' },
} satisfies Readonly<Record<string, DemoWidget>>

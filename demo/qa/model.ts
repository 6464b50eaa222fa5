import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { fill } from '../../src/i18n/format.js'
import type { Theme, WidgetEvent } from '../../src/index.js'
import type { Hosting, HostingState } from './backend/hosting.js'
import { choose, ENTRIES, isWithoutServer, LIVE, toQuery, type Choice, type Choices, type Entry } from './choices.js'
import { createDiagnosis, type Diagnosis } from './diagnosis.js'
import type { Fault, Faults } from './faults.js'
import { createStage, type Mount, type Stage } from './mount.js'
import type { SiteTools } from './site.js'
import { words } from './words.js'

export interface Qa {
  readonly choices: ReadonlySignal<Choices>
  /** Buttons that the widget shows. */
  readonly buttons: ReadonlySignal<readonly Entry[]>
  readonly faults: ReadonlySignal<ReadonlySet<Fault>>
  /** Newest first. */
  readonly events: ReadonlySignal<readonly WidgetEvent[]>
  readonly problem: ReadonlySignal<string>
  /** Whether the visitor agrees, as the site's consent platform would say. */
  readonly agreed: ReadonlySignal<boolean>
  /** What the last receipt says; empty: there is none. */
  readonly receipt: ReadonlySignal<string>
  /** How it stands with the backend in a page. */
  readonly hosting: ReadonlySignal<HostingState>
  /** What the backend is told of the site. */
  readonly site: SiteTools
  /** Why the widget does not work. */
  readonly diagnosis: Diagnosis
  choose(key: Choice, value: string): void
  setFault(fault: Fault, on: boolean): void
  /** Takes the widget off and makes it anew. */
  reload(): void
  /** What the site's consent platform would say. */
  agree(on: boolean): void
  /** The page is shared from now on: it counts as the visitor's act. */
  share(): void
  logout(): void
  forget(): void
  clear(): void
}

export interface QaOptions {
  start: Choices
  faults: Faults
  hosting: Hosting
  /** @param choices those of now */
  site(choices: ReadonlySignal<Choices>): SiteTools
  /** The way to put a widget on the page. */
  mount(choices: Choices): Mount
}

/** The log of a page that stays open over night must not eat the machine. */
const LONGEST = 500

export const createQa = ({ start, faults, hosting, mount, site: toSite }: QaOptions): Qa => {
  const choices = signal(start)
  const site = toSite(choices)
  const buttons = signal<readonly Entry[]>([])
  const events = signal<readonly WidgetEvent[]>([])
  const broken = signal<ReadonlySet<Fault>>(new Set())
  const problem = signal('')
  const agreed = signal(false)
  const receipt = signal('')
  const onEvent = (event: WidgetEvent) => {
    events.value = [event, ...events.peek()].slice(0, LONGEST)
    if (event.type === 'erased') receipt.value = toReceipt(event.receipt)
  }
  const stage = createStage(onEvent)
  const reload = (): void => {
    const chosen = choices.peek()
    agreed.value = false
    document.documentElement.dir = chosen.dir ?? 'ltr'
    if (isWithoutServer(chosen)) hosting.start()
    else hosting.stop()
    stage.load(mount(chosen), chosen).then(
      () => {
        problem.value = ''
        buttons.value = shownIn(stage)
      },
      () => (problem.value = words.notLoaded),
    )
  }

  /** Language and theme change while the widget runs: what is written and read stays. */
  const switchLive = (key: Choice, value: string): void => {
    if (key === 'dir') document.documentElement.dir = value || 'ltr'
    if (key === 'theme') void stage.handle()?.setTheme((value || 'system') as Theme)
    if (key === 'lang') void stage.handle()?.setLocale(value || document.documentElement.lang)
  }

  return {
    choices,
    buttons,
    events,
    faults: broken,
    problem,
    ...{ hosting: hosting.state, site, diagnosis: createDiagnosis(stage.handle) },
    reload,
    choose: (key, value) => {
      choices.value = choose(choices.peek(), key, value)
      history.replaceState(null, '', location.pathname + toQuery(choices.peek()))
      if (key === 'backend') site.shut()
      if (LIVE.includes(key)) switchLive(key, value)
      else reload()
    },
    setFault: (fault, on) => {
      const next = new Set(broken.peek())
      if (on) next.add(fault)
      else next.delete(fault)
      broken.value = next
      faults.set(fault, on)
    },
    ...{ agreed, receipt, ...toVerbs(stage, agreed) },
    clear: () => (events.value = []),
  }
}

const shownIn = ({ handle }: Stage) => {
  const shown = handle()?.state.availability ?? {}
  return ENTRIES.filter(entry => entry in shown)
}

/** Consent, sharing, and both ways to leave. */
const toVerbs = ({ handle }: Stage, agreed: Signal<boolean>) => ({
  agree: (on: boolean) => {
    agreed.value = on
    void handle()?.consent(on)
  },
  share: () => void handle()?.sharePage(true),
  logout: () => void handle()?.logout(),
  forget: () => void handle()?.forget(),
})

type Receipt = Extract<WidgetEvent, { type: 'erased' }>['receipt']
const toReceipt = ({ id, at, erased }: Receipt): string => {
  const what = Object.entries(erased).map(([name, n]) => `${n} ${name}`)
  return fill(words.receipt, { what: what.join(', '), at: new Date(at).toLocaleString(), id })
}

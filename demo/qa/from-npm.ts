/** The widget as a developer has it who imports it: `createWidget` from the built door, with a transport. */
import type { TransportFactory } from '../../src/index.js'
import { deviceOf } from '../../src/messengers.js'
import { demoWidgetSettings, type DemoWidget } from '../backend/demo-site.js'
import { without } from '../backend/without.js'
import { toOptions } from './choices.js'
import type { Mount } from './mount.js'

/** The file that `import … from 'zvonek'` gives, as it is built; named late, so that it is not bundled into this page. */
const DOOR = '/index.js'

export const mountFromNpm =
  (transport: TransportFactory): Mount =>
  async (choices, onEvent) => {
    const { createWidget } = (await import(DOOR)) as typeof import('../../src/index.js')
    const { widget = 'main' } = choices
    const found: Partial<DemoWidget> = Object.entries(demoWidgetSettings).find(([name]) => name === widget)?.[1] ?? {}
    // The backend tells of forms.
    const settings = without(found, 'entryForm', 'feedback')
    // Texts are taken for what they mean, as in a tag.
    const options: object = {
      ...settings,
      asks: !!found.entryForm,
      ...toOptions(choices, deviceOf(navigator)),
      widget,
      transport,
    }
    const handle = createWidget(options)
    handle.on('*', onEvent)
    await handle.ready
    return { handle: () => handle, remove: handle.destroy }
  }

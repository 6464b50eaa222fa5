import { demoOperators } from '../backend/demo-site.js'
import type { Data } from './data/data.js'
import type { Settings } from './settings.js'

interface Started {
  port: number
  data: Pick<Data, 'directory'> | undefined
}

/** What `npm start` says once the server listens: where everything is. */
export const linesFor = ({ url, deskKey, isProduction }: Settings, { port, data }: Started): string[] => {
  const base = url ?? `http://localhost:${port}`
  const operators = data?.directory.operators() ?? []
  const widgets = Object.keys(data?.directory.widgets() ?? {})
  const desk = (operator: string) => `${base}/desk/#key=${encodeURIComponent(deskKey)}&operator=${operator}`
  return [
    `QA page   ${base}/`,
    ...(operators.length || isProduction
      ? [
          `Desk      ${base}/desk/   (${operators.map(({ id }) => id).join(', ')}; the demo’s operators and key are off)`,
        ]
      : demoOperators.map(({ id, name }) => `Desk      ${desk(id)}   (${name})`)),
    ...(widgets.length ? widgets : ['main']).map(name => `Script    ${base}/zvonek.js?widget=${name}`),
  ]
}

import { Message } from './Message.js'
import { Notice } from './Notice.js'
import type { Row as RowOf } from './rows.js'
import type { View } from './view.js'

/** One item of the conversation, with the lines that stand above it. It reads for itself what may change around it. */
export const Row = ({ view, row }: { view: View; row: RowOf }) => {
  const { item, day, fresh } = row
  return (
    <>
      {day && <p class="day">{view.dates.day(item.at)}</p>}
      {fresh && <p class="new">{view.words.new}</p>}
      {item.body.kind === 'notice' ? <Notice view={view} item={item} /> : <Message view={view} row={row} />}
    </>
  )
}

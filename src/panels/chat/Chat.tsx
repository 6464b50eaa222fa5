import { Banner } from './Banner.js'
import { Composer } from './Composer.js'
import { Thread } from './Thread.js'
import type { View } from './view.js'

export const Chat = ({ view }: { view: View }) =>
  view.instead.value?.body ?? (
    <>
      <Banner view={view} />
      {view.above.value}
      <Thread view={view} />
      {view.hold.value || <Composer view={view} />}
    </>
  )

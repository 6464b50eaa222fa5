import asking from './cs/asking.js'
import videocall from './cs/videocall.js'
import callback from './cs/callback.js'
import chat from './cs/chat.js'
import elsewhere from './cs/elsewhere.js'
import form from './cs/form.js'
import launcher from './cs/launcher.js'
import waiting from './cs/waiting.js'
import type { Locale } from './words.js'

export default { launcher, chat: { ...chat, callback, form, asking, waiting, elsewhere, videocall } } satisfies Locale

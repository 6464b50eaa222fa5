import chat from './cs/chat.js'
import launcher from './cs/launcher.js'
import type { Locale } from './words.js'

export default {
  launcher,
  chat,
  rooms: {
    asking: () => import('./cs/asking.js'),
    beckon: () => import('./cs/beckon.js'),
    callback: () => import('./cs/callback.js'),
    called: () => import('./cs/called.js'),
    callpage: () => import('./cs/callpage.js'),
    callroom: () => import('./cs/callroom.js'),
    calltab: () => import('./cs/calltab.js'),
    elsewhere: () => import('./cs/elsewhere.js'),
    files: () => import('./cs/files.js'),
    filing: () => import('./cs/filing.js'),
    form: () => import('./cs/form.js'),
    letter: () => import('./cs/letter.js'),
    sharing: () => import('./cs/sharing.js'),
    videocall: () => import('./cs/videocall.js'),
    waiting: () => import('./cs/waiting.js'),
  },
} satisfies Locale

import type { LauncherWords } from '../words.js'

const words: LauncherWords = {
  group: 'Kontaktujte nás',
  webchat: 'Chat',
  video: 'Videohovor',
  callback: 'Zavolejte mi',
  unread: {
    one: '{name}, {n} nepřečtená zpráva',
    few: '{name}, {n} nepřečtené zprávy',
    many: '{name}, {n} nepřečtené zprávy',
    other: '{name}, {n} nepřečtených zpráv',
  },
}

export default words

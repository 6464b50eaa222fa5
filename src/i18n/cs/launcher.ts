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
  busy: 'Všichni právě mluví s jinými',
  wait: {
    one: 'Čekání asi {n} minutu',
    few: 'Čekání asi {n} minuty',
    many: 'Čekání asi {n} minuty',
    other: 'Čekání asi {n} minut',
  },
  offline: 'Teď tu nikdo není',
  letter: 'Nechte nám vzkaz',
}

export default words

import type { CallTabWords } from '../words.js'

export default {
  title: 'Videohovor',
  tabOpen: 'Hovor je otevřený v jiné kartě',
  tabOpenMore: 'Tady můžete pokračovat, hovor zůstane tam.',
  tabOpens: 'Hovor se otevírá v jiné kartě',
  tabOpensMore: 'Nic nevidíte? Prohlížeč ji možná zadržel.',
  openAgain: 'Otevřít hovor znovu',
  ended: 'Hovor skončil.',
} satisfies CallTabWords

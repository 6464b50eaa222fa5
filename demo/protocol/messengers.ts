/** In the order in which the desk shows them; buttons stand in the order in which they were set. */
export const MESSENGERS = ['whatsapp', 'messenger', 'apple', 'vk', 'telegram', 'viber', 'line', 'phone'] as const

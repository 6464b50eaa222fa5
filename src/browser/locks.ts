/** Runs `fn` while no other tab of this browser does the same under that name; at once where there are no locks. */
export const alone = async <T>(name: string, fn: () => T): Promise<T> => {
  const { locks } = navigator as { locks?: LockManager }
  return locks ? locks.request(name, fn) : fn()
}

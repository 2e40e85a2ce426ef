/** What every other page says. */
export default import.meta.glob(['../../features/**/locales/en.json', '!../../features/{public,identity,papers}/**'], { eager: true, import: 'default' })

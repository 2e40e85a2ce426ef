/** What every other page says. */
export default import.meta.glob(['../../features/**/locales/en.json', '!../../features/{public,identity,licensing,papers}/**'], { eager: true, import: 'default' })

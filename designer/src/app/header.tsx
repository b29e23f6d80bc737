import { useTranslation } from 'react-i18next';
import { Link } from './link.tsx';
import type { Route } from './route.ts';
import { type Theme, useTheme } from './theme.ts';

const PLACES = [
  { to: '/services', key: 'nav.services', pages: ['services', 'service', 'edit'] },
  { to: '/runs', key: 'nav.runs', pages: ['runs', 'run'] },
  { to: '/tasks', key: 'nav.tasks', pages: ['tasks'] },
  { to: '/messages', key: 'nav.messages', pages: ['messages'] },
] as const;

/** Name, places, and the choice of colours. */
export function Header({ route }: { route: Route }) {
  const { t } = useTranslation();
  const [theme, setTheme] = useTheme();
  return (
    <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line bg-surface px-4 py-2">
      <Link to="/services" className="text-base font-semibold">
        {t('app.name')}
      </Link>
      <nav aria-label={t('app.name')}>
        <ul className="flex gap-4 text-sm">
          {PLACES.map(({ to, key, pages }) => {
            const current = (pages as readonly string[]).includes(route.page);
            return (
              <li key={to}>
                <Link
                  to={to}
                  current={current}
                  className={`px-1 py-1 ${current ? 'font-semibold underline underline-offset-4' : 'text-muted hover:text-ink'}`}
                >
                  {t(key)}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <label className="ml-auto flex items-center gap-2 text-sm text-muted">
        {t('theme.label')}
        <select
          value={theme}
          onChange={(event) => setTheme(event.target.value as Theme)}
          className="rounded-md border border-line bg-surface px-2 py-1 text-ink outline-none focus-visible:ring-2 focus-visible:ring-focus"
        >
          <option value="system">{t('theme.system')}</option>
          <option value="light">{t('theme.light')}</option>
          <option value="dark">{t('theme.dark')}</option>
        </select>
      </label>
    </header>
  );
}

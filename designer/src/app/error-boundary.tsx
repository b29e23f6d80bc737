import { Button, Notice } from '@omniroute/ui';
import i18next from 'i18next';
import { Component, type ReactNode } from 'react';

/** Keeps a fault of one page from taking the whole away: says what happened and offers another try. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="flex flex-col items-start gap-3">
        <Notice tone="bad">{i18next.t('app.failed', { message: this.state.error.message })}</Notice>
        <Button onPress={() => this.setState({ error: null })}>{i18next.t('retry')}</Button>
      </div>
    );
  }
}

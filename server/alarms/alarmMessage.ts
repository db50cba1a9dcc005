import { publicPath, settings } from '@/server/settings';
import type { AlarmFigures } from './alarmFigures';
import { alarmSentence, alarmTitle, type Subject } from './alarmWords';
import { dayText } from './readSeries';
import type { StoredRule } from './storedRule';

/**
 * What a channel is told: names of ours and figures of many patients, never anything of one, and no free text of
 * people. `link`: a page behind the sign-in.
 */
export type Message = { title: string; text: string; link: string; facts: { [name: string]: string | number | null } };

/** A page of ours as somebody outside opens it; its path alone where the installation was not told its address. */
export const linkTo = (path: `/${string}`): string => `${settings().publicOrigin ?? ''}${publicPath(path)}`;

export function alarmMessage(
  id: string,
  alarm: Subject & { since: Date; day: Date; figures: AlarmFigures },
  rule: Pick<StoredRule, 'model' | 'name'>,
  incident: number | null,
): Message {
  const { statistic, finding, site, viewPosition, side, figures, since, day } = alarm;
  const { mean, low, high, n, bandLow, bandHigh } = figures;
  return {
    title: `${rule.model}: ${alarmTitle(alarm)}`,
    text: alarmSentence(statistic, figures, since),
    link: linkTo(`/alarms/${id}`),
    facts: {
      ...{ alarm: id, rule: rule.name, model: rule.model, statistic, finding, site, viewPosition, side },
      ...{ mean, low, high, n, bandLow, bandHigh, since: dayText(since), day: dayText(day), incident },
    },
  };
}

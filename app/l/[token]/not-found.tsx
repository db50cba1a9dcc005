import { ClosedLink } from '@/app/links/linkDoor';
import '@/app/styles/links.css';

/** Revoked, or of no link: nobody is told which. */
export default function ClosedPage() {
  return <ClosedLink state="closed" />;
}

// The behaviour of govuk-frontend that Proefplek uses; ../README.md says how govuk.js is made of it.
export { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
export { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
export { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
export { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
export { createAll } from "govuk-frontend/dist/govuk/init.mjs";

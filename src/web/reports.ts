/* The reports of the house. Read with the first of them (desk.tsx). */
export { HousedPage } from "./pages/reports/housed";
export { ReportPage } from "./pages/reports/report";
export { ReportRows } from "./pages/reports/rows";

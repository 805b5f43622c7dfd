# Writes the figures that the tests of commandcenter.analysis are held against, into oracle/.
#
#     Rscript tests/analysis/oracle.R
#
# Needs Debian's r-base-core and r-cran-surveillance (made with surveillance 1.24.1, R 4.5).
# The counts are the public surveillance data shipped with that package, or its own simulator.

suppressMessages(library(surveillance))
data(salmonella.agona, momo, salmNewport)

here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)[1]))
dir.create(file.path(here, "oracle"), showWarnings = FALSE)

as_json <- function(x) {
  if (is.list(x)) {
    items <- vapply(x, as_json, "")
    if (is.null(names(x))) return(paste0("[", paste(items, collapse = ", "), "]"))
    return(paste0("{", paste0('"', names(x), '": ', items, collapse = ",\n "), "}"))
  }
  if (is.matrix(x)) return(as_json(lapply(seq_len(ncol(x)), function(j) as_list_item(x[, j]))))
  if (length(x) == 1) return(scalar(x))
  as_json(as.list(unname(x)))
}
as_list_item <- function(x) as.list(unname(x))
scalar <- function(x) {
  if (is.character(x)) return(paste0('"', x, '"'))
  if (is.logical(x)) return(if (is.na(x)) "null" else if (x) "true" else "false")
  if (is.na(x) || is.infinite(x)) return("null")
  format(x, digits = 13, scientific = if (x == round(x) && abs(x) < 1e9) FALSE else NA)
}
save_as <- function(name, x) {
  writeLines(as_json(x), file.path(here, "oracle", paste0(name, ".json")))
}
weeks <- function(counts) new("sts", observed = as.matrix(counts), freq = 52)

agona <- weeks(salmonella.agona$observed)
deaths <- weeks(observed(momo)[501:782, c(1, 4)])
set.seed(1234)
point_source <- weeks(sim.pointSource(
  p = 0.99, r = 0.5, length = 400, A = 1, alpha = 1, beta = 0, phi = 0,
  frequency = 1, state = NULL, K = 1.7)$observed)
newport <- weeks(observed(salmNewport))

# EARS ---------------------------------------------------------------------------------------

ears_case <- function(name, sts, method, baseline = 7, alpha = 0.001, min_sigma = 0) {
  found <- suppressWarnings(earsC(sts, control = list(
    method = method, baseline = baseline, alpha = alpha, minSigma = min_sigma)))
  list(data = name, method = method, baseline = baseline, alpha = alpha, min_sigma = min_sigma,
       first = nrow(sts) - nrow(found), upper = upperbound(found), alarm = alarms(found) == 1)
}
cases <- list()
for (method in c("C1", "C2", "C3")) {
  cases <- c(cases, list(
    ears_case("agona", agona, method),
    ears_case("agona", agona, method, baseline = 14, alpha = 0.025, min_sigma = 0.5),
    ears_case("deaths", deaths, method),
    ears_case("point_source", point_source, method, alpha = 0.025, min_sigma = 1)))
}
save_as("ears", list(
  counts = list(agona = observed(agona), deaths = observed(deaths),
                point_source = observed(point_source)),
  cases = cases))

# Farrington flexible ------------------------------------------------------------------------

farrington_case <- function(name, sts, range, years, periods, recent, p_trend, weights, threshold,
                            alpha, trend = TRUE) {
  found <- suppressWarnings(farringtonFlexible(sts, control = list(
    range = range, b = years, w = 3, reweight = TRUE, weightsThreshold = weights,
    glmWarnings = FALSE, alpha = alpha, trend = trend, pThresholdTrend = p_trend,
    limit54 = c(5, 4), noPeriods = periods, pastWeeksNotIncluded = recent,
    thresholdMethod = threshold, verbose = FALSE)))
  list(data = name, at = range - 1, years_back = years, periods = periods,
       exclude_recent = recent, p_trend = p_trend, weights_threshold = weights,
       threshold = threshold, alpha = alpha, trend = trend,
       expected = found@control$expected, upper = upperbound(found),
       p_value = found@control$pvalue, alarm = alarms(found) == 1)
}
last_years <- 230:312
c1 <- list(agona, last_years, 4, 1, 3, 0.05, 1, "delta", 0.05)
c2 <- list(agona, last_years, 4, 10, 26, 1, 2.58, "delta", 0.05)
c3 <- list(agona, last_years, 4, 10, 26, 1, 2.58, "nbPlugin", 0.05)
c4 <- list(agona, last_years, 4, 10, 26, 1, 2.58, "muan", 0.05)
c5 <- list(agona, last_years, 4, 10, 26, 0.05, 2.58, "nbPlugin", 0.01, FALSE)
c6 <- list(agona, last_years, 3, 5, 13, 0.05, 2.58, "delta", 0.01)
year_2011 <- 366:417
save_as("farrington", list(
  counts = list(agona = observed(agona), newport = observed(newport),
                deaths = observed(deaths)),
  cases = c(
    lapply(list(c1, c2, c3, c4, c5, c6), function(c) do.call(farrington_case, c("agona", c))),
    list(
      farrington_case("newport", newport, year_2011, 4, 10, 26, 1, 2.58, "nbPlugin", 0.01),
      farrington_case("newport", newport, year_2011, 4, 10, 26, 0.05, 2.58, "delta", 0.05),
      farrington_case("deaths", deaths, 270:282, 4, 10, 26, 0.05, 2.58, "muan", 0.01)))))

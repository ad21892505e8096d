"""What is asked about a file that is probably wrong: the first question that has an answer, and was not answered before."""

from dagster_project.intake.asked import which_version, which_year, whose

QUESTIONS = (
    which_version.returned_before,
    which_version.from_other_folder,
    which_year.titled_otherwise,
    whose.of_other_body,
    whose.mostly_of_other_body,
    whose.named_for_other_body,
    whose.of_the_region,
    which_version.copied_within,
    which_year.of_other_year,
    which_version.renamed,
    which_version.summed_up,
    which_version.shortened,
)

"""Clean a lake of JSONL with Spark: each partition goes through one `cleancopy`, by RDD.pipe.

    spark-submit deploy/spark/clean.py IN OUT [ARG...]     ARGs as for cleancopy clean

IN is what sc.textFile reads: lines of records, also .gz, of any file system that Spark knows. OUT gets
a record a page. The program must be at the same path on every machine: $CLEANCOPY, else
/usr/bin/cleancopy; likewise what --rules names.

PySpark takes a program that dies for one that has nothing more to say, unless it checks exit codes; and
a program cannot fail a task after a reader has its lines. So each partition ends with a trailer, which
the task takes off again, and without which, or with fewer pages than it counts, Spark tries it anew.
"""
import json
import os
import shlex
import sys

TRAILER = '{"trailer":'


def command(arguments):
    """What each partition's lines go through. One page that is rejected must not fail a small partition:
    its record says so, and the share of all is the job's to judge. --quiet, as nobody reads the account."""
    program = os.environ.get("CLEANCOPY", "/usr/bin/cleancopy")
    return shlex.join([program, "clean", "-", "--from", "jsonl", "--to", "jsonl", "--trailer", "--quiet",
                       "--jobs", "1", "--max-error-rate", "1", *arguments])


def whole(lines):
    """The records of a partition, without the trailer. Raises when they are not all that it counts."""
    records, trailer = 0, None
    for line in lines:
        if trailer is not None:
            raise ValueError("cleancopy: there are lines after the trailer")
        if line.startswith(TRAILER):
            trailer = json.loads(line)["trailer"]
        else:
            records += 1
            yield line
    if trailer is None or trailer["pages"] != records:
        raise ValueError(f"cleancopy: {records} records, and the trailer is {trailer}")


def clean(pages, arguments):
    """From an RDD of lines to an RDD of lines."""
    return pages.pipe(command(arguments), checkCode=True).mapPartitions(whole)


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: spark-submit deploy/spark/clean.py IN OUT [ARG...]")
    from pyspark import SparkContext  # on the cluster only: the tests have no Spark
    spark = SparkContext(appName="cleancopy")
    clean(spark.textFile(sys.argv[1]), sys.argv[3:]).saveAsTextFile(sys.argv[2])


if __name__ == "__main__":
    main()
